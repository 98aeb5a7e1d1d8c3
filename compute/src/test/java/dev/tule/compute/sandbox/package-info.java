@NullMarked
package dev.tule.compute.sandbox;

import org.jspecify.annotations.NullMarked;
