@NullMarked
package dev.tule.mtv.commands;

import org.jspecify.annotations.NullMarked;
