/** Tests of what machines are measured by. */
@NullMarked
package dev.tule.ec2.metering;

import org.jspecify.annotations.NullMarked;
