package dev.tule.rds.export;

import java.util.List;

/**
 * What came of an export that has ended well.
 *
 * @param bytes of the files of tables' rows
 * @param skipped tables that can't be exported, for their names or those of their columns
 */
public record ExportResult(long bytes, List<String> skipped) {}
