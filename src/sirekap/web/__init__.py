"""HTTP: addresses, sign-in, JSON; a handler reads the request, calls one action, renders."""
