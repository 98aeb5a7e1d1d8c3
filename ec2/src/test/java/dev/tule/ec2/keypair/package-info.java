@NullMarked
package dev.tule.ec2.keypair;

import org.jspecify.annotations.NullMarked;
