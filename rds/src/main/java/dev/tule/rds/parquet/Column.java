package dev.tule.rds.parquet;

/** A column, whose values may be null. */
public record Column(String name, ColumnType type) {}
