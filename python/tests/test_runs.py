"""Whole runs from Python and by the command line: the same bytes."""

import signal
import subprocess
import sys
import threading

import pytest

import scutch


def files(folder):
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".")
    }


def command(*typed, **options):
    return subprocess.run(
        [sys.executable, "-m", "scutch", *map(str, typed)], capture_output=True, text=True, **options
    )


def test_run_and_the_command_line_write_the_same(folder, tmp_path):
    manifest = scutch.run(folder, tmp_path / "a")
    ended = command("run", folder, "-o", tmp_path / "b", "--quiet", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert manifest["documents"]["read"] == 201
    assert command("verify", tmp_path / "a", folder).returncode == 0


def test_several_inputs_may_come_in_any_sequence(folder, tmp_path):
    paths = [folder / "0001.txt", folder / "0002.txt"]
    for at, given in enumerate([paths, tuple(paths), [str(path) for path in paths]]):
        assert scutch.run(given, tmp_path / str(at))["documents"]["read"] == 2


def test_progress_hears_of_every_document(folder, tmp_path):
    told = []
    config = {"limits.batch_documents": 50, "run.format": ["jsonl"]}
    manifest = scutch.run([folder], tmp_path / "a", config=config, progress=lambda *args: told.append(args))
    assert sum(documents for documents, _ in told) == manifest["documents"]["read"]
    assert len(told) == 5


def test_what_progress_raises_ends_the_run(folder, tmp_path):
    def enough(documents, bytes_read):
        raise RuntimeError("enough")

    config = {"limits.batch_documents": 1}
    with pytest.raises(RuntimeError, match="enough"):
        scutch.run(folder, tmp_path / "a", config=config, progress=enough)
    assert not (tmp_path / "a" / "manifest.json").exists()


def test_ctrl_c_ends_the_run(folder, tmp_path):
    main = threading.main_thread().ident
    config = {"limits.batch_documents": 1}
    interrupt = lambda *_: signal.pthread_kill(main, signal.SIGINT)
    # A shell has its jobs in the background ignore the key.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            scutch.run(folder, tmp_path / "a", config=config, progress=interrupt)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not (tmp_path / "a" / "manifest.json").exists()


def test_errors_name_the_place(folder, tmp_path):
    with pytest.raises(scutch.Error, match="gone: cannot open: no such file"):
        scutch.run(tmp_path / "gone", tmp_path / "a")
    with pytest.raises(scutch.ConfigError, match="config: run.threads"):
        scutch.run(folder, tmp_path / "a", config={"run.threads": "many"})


def test_the_command_line_has_its_statuses(tmp_path):
    assert command("--version").stdout == f"scutch {scutch.__version__}\n"
    assert command("run", tmp_path / "gone", "-o", tmp_path / "a").returncode == 2
    assert command("brush").returncode == 2
    fixed = command("fix", input="cafÃ©\n")
    assert (fixed.returncode, fixed.stdout) == (0, "café\n")
