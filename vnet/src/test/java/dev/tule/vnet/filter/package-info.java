@NullMarked
package dev.tule.vnet.filter;

import org.jspecify.annotations.NullMarked;
