/**
 * Takes what is in a database server to files as snapshots are exported: each table as Parquet
 * files, in the layout and with the types that RDS gives them.
 *
 * <p>Threads: an export runs on the thread that asks for it; all else is immutable.
 *
 * <p>Specification: RDS User Guide, "Exporting DB snapshot data to Amazon S3", with its pages on
 * file names and on data types.
 */
@NullMarked
package dev.tule.rds.export;

import org.jspecify.annotations.NullMarked;
