package dev.tule.rds.export;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the files of an export go (RDS User Guide, "File naming conventions for exports to Amazon
 * S3"). The same export has the same names when it is done again, so that what was cut off is
 * written over. Immutable.
 *
 * @param base the prefix that was asked for, if any, and the export's name
 * @param export its name
 */
record ExportLayout(String base, String export) {
    /** They become underscores on AWS. */
    private static final Pattern AWKWARD = Pattern.compile("[\\\\`\" ]");

    static ExportLayout of(String prefix, String export) {
        String trimmed = prefix.replaceAll("^/+|/+$", "");
        return new ExportLayout(trimmed.isEmpty() ? export : trimmed + "/" + export, export);
    }

    private String folder(SourceTable table) {
        return base
                + "/"
                + plain(table.database())
                + "/"
                + plain(table.schema())
                + "."
                + plain(table.name())
                + "/1/";
    }

    String part(SourceTable table, int index) {
        UUID id =
                UUID.nameUUIDFromBytes(
                        (export + "/" + table.title()).getBytes(StandardCharsets.UTF_8));
        return folder(table) + "part-%05d-%s-c000.gz.parquet".formatted(index, id);
    }

    /** An empty file that says that a table's files are whole. */
    String success(SourceTable table) {
        return folder(table) + "_SUCCESS";
    }

    String info() {
        return base + "/export_info_" + export + ".json";
    }

    String tables(int from, int to) {
        return base + "/export_tables_info_" + export + "_from_" + from + "_to_" + to + ".json";
    }

    private static String plain(String name) {
        return AWKWARD.matcher(name).replaceAll("_");
    }
}
