/** CloudWatch as its users meet it: through the SDK's client, over a front door with signatures. */
@NullMarked
package dev.tule.cloudwatch;

import org.jspecify.annotations.NullMarked;
