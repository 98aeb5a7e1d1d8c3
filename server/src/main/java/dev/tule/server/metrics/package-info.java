/**
 * What the server counts, for Prometheus to fetch.
 *
 * <p>Specification: <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">text-based
 * format</a>, version 0.0.4.
 */
@NullMarked
package dev.tule.server.metrics;

import org.jspecify.annotations.NullMarked;
