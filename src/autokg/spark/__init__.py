"""The verbs `build` and `read` on Apache Spark, for more facts and articles than one machine holds.

The functions that map a document, judge a unit, reason and validate are those of a build on one machine; here they are
called in Spark's partitions. Nothing but counts and short notes comes to the driver: workers write the files.
"""
