"""How gunicorn serves the newsroom, at `make run` and in service: reads PORT, BIND and WEB_WORKERS."""

import multiprocessing
import os
import sys

from environs import Env, EnvError, validate

env = Env()
try:
    _port = env.int("PORT", 8000, validate=validate.Range(min=1, max=65_535))
    workers = env.int("WEB_WORKERS", multiprocessing.cpu_count(), validate=validate.Range(min=1, max=1_000))
except EnvError as error:
    sys.exit(str(error))
wsgi_app = "newsroom.wsgi:application"
bind = os.environ.get("BIND", f"127.0.0.1:{_port}")
worker_class = "gthread"
# Threads wait for the database and for slow uploads; each may hold one connection of the pool.
threads = 4
timeout = 60
max_requests = 20_000
max_requests_jitter = 2_000
# Heartbeats of the workers in memory: on a disk they can stall a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Nothing here is steered over gunicorn's control socket, and it would stand in somebody's home.
control_socket_disable = True
