/** Forms with files: RFC 7578 (multipart/form-data), read as it comes, within limits. */
@NullMarked
package dev.tule.mtv.upload;

import org.jspecify.annotations.NullMarked;
