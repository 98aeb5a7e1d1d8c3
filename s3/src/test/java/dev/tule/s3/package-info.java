@NullMarked
package dev.tule.s3;

import org.jspecify.annotations.NullMarked;
