package dev.tule.rds.export;

/**
 * A table to be exported.
 *
 * @param schema of MariaDB and MySQL the database again
 * @param isWhole whether reading it reads what inherits from it, such as its partitions
 * @param bytes about as much as it takes on the disk
 */
record SourceTable(String database, String schema, String name, boolean isWhole, long bytes) {

    /** As {@code export_tables_info} has it. */
    String title() {
        return database + "." + schema + "." + name;
    }
}
