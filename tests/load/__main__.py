"""`make bench`: everything that is measured, one part after the other."""

import sys

from tests.load import bench, bench_planning, bench_sending, bench_survey

results = [bench.pages(), bench_survey.main(), bench_sending.main(), bench_planning.main()]
sys.exit(0 if all(results) else 1)
