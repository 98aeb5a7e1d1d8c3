/** Listings of objects, in the order of their keys' UTF-8 bytes, page by page. */
@NullMarked
package dev.tule.s3.list;

import org.jspecify.annotations.NullMarked;
