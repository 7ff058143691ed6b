"""HTTP: addresses, sign-in, JSON and files. A handler reads the request, calls one action, and renders."""
