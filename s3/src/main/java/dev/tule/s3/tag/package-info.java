/** Tags of buckets and objects: their rules and forms. */
@NullMarked
package dev.tule.s3.tag;

import org.jspecify.annotations.NullMarked;
