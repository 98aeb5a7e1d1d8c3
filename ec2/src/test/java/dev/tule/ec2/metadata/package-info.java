@NullMarked
package dev.tule.ec2.metadata;

import org.jspecify.annotations.NullMarked;
