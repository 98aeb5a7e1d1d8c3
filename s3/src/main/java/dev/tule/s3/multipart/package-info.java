/**
 * Multipart uploads. A part is a blob and a row; completing an upload writes the object's row and
 * leaves the parts' rows where they are, as the object's: it costs the same however much was
 * uploaded, and is one transaction.
 */
@NullMarked
package dev.tule.s3.multipart;

import org.jspecify.annotations.NullMarked;
