"""Threads that share a pipeline, and processes that are handed one."""

import multiprocessing
import pickle
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pyarrow as pa
import pytest

import scutch

CONFIG = {"normalize.quotes": "straight", "run.threads": 2}


def work(pipeline, texts):
    return pa.table(pipeline.process(pa.table({"text": texts})).documents)["text"].to_pylist()


def test_a_pickle_makes_the_same_pipeline(pages):
    pipeline = scutch.Pipeline(CONFIG)
    again = pickle.loads(pickle.dumps(pipeline))
    assert again.config == pipeline.config
    assert work(again, pages) == work(pipeline, pages)


def test_errors_can_be_pickled():
    with pytest.raises(scutch.ConfigError) as told:
        scutch.Pipeline({"run.stages": ["brush"]})
    again = pickle.loads(pickle.dumps(told.value))
    assert (type(again), str(again)) == (scutch.ConfigError, str(told.value))


def test_threads_share_a_pipeline(pages):
    pipeline = scutch.Pipeline(CONFIG)
    expected = work(pipeline, pages)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: work(pipeline, pages), range(8)))
    assert made == [expected] * 8


def test_other_threads_go_on_while_one_works(pages):
    pipeline = scutch.Pipeline({"run.threads": 1})
    text = "\n\n".join(pages) * 4
    ticks = []
    done = threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    started = time.monotonic()
    pipeline.clean(text)
    ended = time.monotonic()
    done.set()
    thread.join()
    inside = [at for at in ticks if started < at < ended]
    assert len(inside) > 3, f"{len(inside)} ticks in {ended - started:.3f} s"


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_processes_are_handed_a_pipeline(start, pages):
    pipeline = scutch.Pipeline(CONFIG)
    expected = work(pipeline, pages)
    context = multiprocessing.get_context(start)
    with ProcessPoolExecutor(2, mp_context=context) as processes:
        made = list(processes.map(work, [pipeline] * 3, [pages] * 3))
    assert made == [expected] * 3


def inherited(pages):
    return work(INHERITED, pages)


INHERITED = scutch.Pipeline(CONFIG)


def test_a_fork_gets_threads_of_its_own(pages):
    expected = work(INHERITED, pages)
    with multiprocessing.get_context("fork").Pool(1) as processes:
        assert processes.apply_async(inherited, (pages,)).get(timeout=60) == expected
