/** S3's errors (API reference, "Error responses"): code, HTTP status, sentence and elements. */
@NullMarked
package dev.tule.s3.fault;

import org.jspecify.annotations.NullMarked;
