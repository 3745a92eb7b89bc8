"""Made-up agreements of many layouts, each with its truth (合成した連携協約とその正解).

Nobody concluded what stands in them: they are parsed in tests and measured in benchmarks, and never
published.
"""
