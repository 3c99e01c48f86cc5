"""A Spark standalone master with worker processes on loopback, from the pyspark that pip has installed."""

import os
import pathlib
import socket
import subprocess
import sys
import time

import pyspark

from processes import descendants, kill

START_SECONDS = 300

HOME = pathlib.Path(pyspark.__file__).parent


class Cluster:
    """A master and its workers, of one core each."""

    def __init__(self, folder: pathlib.Path, workers: int = 2, memory: str = "1g") -> None:
        self.folder = folder
        self.memory = memory
        self.processes: list[subprocess.Popen] = []
        self.workers: list[subprocess.Popen] = []
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        master = ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port)]
        self.start("master", [*master, "--webui-port", "0"])
        try:
            wait(lambda: is_open(port), "the master")
            for _ in range(workers):
                self.add_worker()
        except TimeoutError:
            self.stop()
            raise

    def start(self, name: str, command: list[str]) -> subprocess.Popen:
        log = (self.folder / f"{name}.log").open("ab")
        process = subprocess.Popen(
            [HOME / "bin" / "spark-class", *command],
            env={**environment(), "SPARK_LOCAL_DIRS": str(self.folder / "local"), "SPARK_DAEMON_MEMORY": "256m"},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def add_worker(self) -> None:
        """Adds a worker, and waits until the master knows it."""
        name = f"worker-{len(self.processes)}"
        command = ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", "0"]
        command += ["--cores", "1", "--memory", self.memory, "--work-dir", str(self.folder / name), self.url]
        self.workers.append(self.start(name, command))
        log = self.folder / f"{name}.log"
        wait(lambda: "Successfully registered" in log.read_text(errors="replace"), name)

    def kill_worker(self) -> None:
        """Kills a worker and all that it has started: its executor, and the executor's Python."""
        worker = self.workers.pop()
        for process in [worker.pid, *descendants(worker.pid)]:
            kill(process)
        worker.wait()

    def session(self, **options: str) -> pyspark.sql.SparkSession:
        """Returns a session whose executors are on the workers."""
        return session(self.url, {"spark.executor.cores": "1", "spark.executor.memory": self.memory, **options})

    def stop(self) -> None:
        for process in reversed(self.processes):
            for child in descendants(process.pid):
                kill(child)
            kill(process.pid)
            process.wait()


def environment() -> dict[str, str]:
    """Returns the environment of a process of Spark; executors find Spark's own jars by `SPARK_HOME`."""
    own = {"SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    return {**os.environ, **own}


def session(master: str, options: dict[str, str] | None = None) -> pyspark.sql.SparkSession:
    """Returns a session on loopback."""
    os.environ.update(environment())
    builder = pyspark.sql.SparkSession.builder.master(master).appName("scutch")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        # A machine that is busy with other work is slow to answer, and not dead.
        "spark.network.timeout": "600s",
        "spark.executor.heartbeatInterval": "60s",
        "spark.ui.enabled": "false",
        **(options or {}),
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def wait(until, what: str) -> None:
    """Waits for something that comes soon."""
    end = time.monotonic() + START_SECONDS
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"expected {what} within {START_SECONDS} s, found none")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
