/**
 * Writes Apache Parquet files of plain columns: optional, not nested, {@code PLAIN} values in
 * version 1 data pages, each compressed by gzip. Knows nothing of RDS.
 *
 * <p>Threads: a writer belongs to one thread at a time; all else is immutable.
 *
 * <p>Specification: the <a href="https://parquet.apache.org/docs/file-format/">Apache Parquet file
 * format</a>; its metadata (Thrift) is read and written by the project's own classes.
 */
@NullMarked
package dev.tule.rds.parquet;

import org.jspecify.annotations.NullMarked;
