@NullMarked
package dev.tule.ec2.parameter;

import org.jspecify.annotations.NullMarked;
