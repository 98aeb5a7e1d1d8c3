/** RDS through the AWS SDK's client and the front door, over engines in memory and real ones. */
@NullMarked
package dev.tule.rds;

import org.jspecify.annotations.NullMarked;
