/**
 * Buckets: their names, the directory that makes names global, and the operations on buckets. A
 * bucket belongs to an account and lies in a region; its name is claimed in the directory's shard
 * first. One endpoint serves all regions, so a bucket is reached whatever region a request is
 * signed for.
 */
@NullMarked
package dev.tule.s3.bucket;

import org.jspecify.annotations.NullMarked;
