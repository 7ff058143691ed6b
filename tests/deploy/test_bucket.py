"""The compose file's step that makes the bucket, run against the S3 server with the keys that are shipped."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from tests.store.seaweed import bare_seaweed, environment

from sirekap.store.photo_bucket import BucketPhotos

COMPOSE = Path(__file__).parents[2] / "deploy" / "compose"
SERVICES = yaml.safe_load((COMPOSE / "compose.yaml").read_text("utf-8"))["services"]
STEP = SERVICES["bucket"]


def make_bucket(ports) -> None:
    """Run what the service runs, with this machine's ports; compose writes one dollar for two."""
    where = {"MASTER": f"127.0.0.1:{ports['master.port']}", "FILER": f"127.0.0.1:{ports['filer.port']}"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = [each.replace("$$", "$") for each in STEP["entrypoint"] + STEP["command"]]
    subprocess.run(words, check=True, timeout=90, env=STEP["environment"] | where | {"PATH": path})


def wait_for(port: int) -> None:
    """Return once the port answers: the S3 side may start after the side that the bucket is made on."""
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.mark.skipif(not shutil.which("sh"), reason="no shell is on this machine")
def test_the_bucket_is_made_before_photos_come_and_making_it_again_loses_none(tmp_path, monkeypatch):
    keys = (COMPOSE / "s3.json").read_text("utf-8")
    own = json.loads(keys)["identities"][0]["credentials"][0]
    with bare_seaweed(tmp_path, keys) as (_, ports):
        make_bucket(ports)
        wait_for(ports["s3.port"])
        given = environment(f"http://127.0.0.1:{ports['s3.port']}")
        given |= {"AWS_ACCESS_KEY_ID": own["accessKey"], "AWS_SECRET_ACCESS_KEY": own["secretKey"]}
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        photos = BucketPhotos(SERVICES["web"]["environment"]["SIREKAP_PHOTOS"])
        name = photos.keep(b"a photo")
        make_bucket(ports)
        assert photos.fetch(name) == b"a photo"


def test_no_process_of_the_program_starts_before_the_bucket_is_there():
    for name in ("web", "worker", "publisher"):
        assert SERVICES[name]["depends_on"]["bucket"] == {"condition": "service_completed_successfully"}
    assert STEP["image"] == SERVICES["s3"]["image"]
    assert SERVICES["web"]["environment"]["SIREKAP_PHOTOS"] == f"s3://{STEP['environment']['BUCKET']}"
