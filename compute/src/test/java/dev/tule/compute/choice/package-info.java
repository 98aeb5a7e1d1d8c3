@NullMarked
package dev.tule.compute.choice;

import org.jspecify.annotations.NullMarked;
