/**
 * {@code tule.yaml}: realms, roles, principals, limits and listeners, in one file. What is wrong in
 * it is told with its line and what helps. No threads; reads the file, and those that it names.
 */
@NullMarked
package dev.tule.server.config;

import org.jspecify.annotations.NullMarked;
