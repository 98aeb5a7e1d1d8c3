@NullMarked
package dev.tule.rds.data;

import org.jspecify.annotations.NullMarked;
