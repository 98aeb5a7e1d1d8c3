@NullMarked
package dev.tule.s3.object;

import org.jspecify.annotations.NullMarked;
