"""Programs for `ray job submit` and `spark-submit`."""
