@NullMarked
package dev.tule.s3.bytes;

import org.jspecify.annotations.NullMarked;
