package dev.tule.rds.export;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a snapshot is exported: {@code ExportOnly} of StartExportTask. Each entry is {@code
 * database}, {@code database.table} of MariaDB and MySQL, and {@code database.schema} or {@code
 * database.schema.table} of PostgreSQL; none means all. Immutable.
 */
public record ExportScope(List<String> only, boolean schemas) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9$_-]+");
    private static final int MOST_CHARACTERS = 200 << 10;

    /**
     * @param schemas whether databases have schemas, as PostgreSQL's do
     */
    public ExportScope {
        only = List.copyOf(only);
    }

    /** Why it can't be; empty where it can. */
    public Optional<String> obstacle() {
        if (only.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
            return Optional.of("ExportOnly is longer than 200 KB.");
        }
        for (String entry : only) {
            String[] parts = entry.split("\\.", -1);
            if (parts.length > (schemas ? 3 : 2)) {
                return Optional.of(
                        "ExportOnly has %s, which is none of %s."
                                .formatted(
                                        entry,
                                        schemas
                                                ? "database, database.schema, database.schema.table"
                                                : "database, database.table"));
            }
            for (String part : parts) {
                if (!NAME.matcher(part).matches()) {
                    return Optional.of(
                            "ExportOnly has %s: names in it are of Latin letters, digits, $, _ and -."
                                    .formatted(entry));
                }
            }
        }
        return Optional.empty();
    }

    boolean hasDatabase(String database) {
        return only.isEmpty()
                || only.stream().anyMatch(entry -> entry.split("\\.", -1)[0].equals(database));
    }

    boolean has(SourceTable table) {
        if (only.isEmpty() || only.contains(table.database())) {
            return true;
        }
        String of = table.database() + ".";
        return schemas
                ? only.contains(of + table.schema())
                        || only.contains(of + table.schema() + "." + table.name())
                : only.contains(of + table.name());
    }

    /** The databases that it names. */
    List<String> databases() {
        return only.stream().map(entry -> entry.split("\\.", -1)[0]).distinct().toList();
    }
}
