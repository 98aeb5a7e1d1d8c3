@NullMarked
package dev.tule.compute.qmp;

import org.jspecify.annotations.NullMarked;
