"""A run on Ray: ``ray job submit -- python ray_job.py IN... -o OUT``."""

import ray

import scutch.ray
from scutch.jobs import command


def main() -> None:
    def start():
        ray.init()
        return scutch.ray.run

    command.run(scutch.ray.run.__doc__, start)


if __name__ == "__main__":
    main()
