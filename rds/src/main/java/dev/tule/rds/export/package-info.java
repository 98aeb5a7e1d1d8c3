/**
 * Exports of snapshots: the tasks, and what takes the tables in a database server to Parquet files
 * in the layout and with the types that RDS gives them.
 *
 * <p>Threads: a virtual thread of each place does its tasks, one after another ({@link
 * dev.tule.rds.export.Exporter}); all else is immutable or safe for use by many.
 *
 * <p>Specification: RDS User Guide, "Exporting DB snapshot data to Amazon S3", with its pages on
 * file names and on data types.
 */
@NullMarked
package dev.tule.rds.export;

import org.jspecify.annotations.NullMarked;
