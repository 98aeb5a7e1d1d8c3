/**
 * Tags of all resources. The rows are {@link dev.tule.ec2.resource.TagRows}.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, CreateTags, DeleteTags, DescribeTags.
 */
@NullMarked
package dev.tule.ec2.tag;

import org.jspecify.annotations.NullMarked;
