@NullMarked
package dev.tule.rds.parquet;

import org.jspecify.annotations.NullMarked;
