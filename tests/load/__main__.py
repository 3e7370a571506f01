"""`make bench`: everything that is measured, one part after the other."""

import sys

from tests.load import bench, bench_survey

results = [bench.pages(), bench_survey.main()]
sys.exit(0 if all(results) else 1)
