@NullMarked
package dev.tule.s3.checksum;

import org.jspecify.annotations.NullMarked;
