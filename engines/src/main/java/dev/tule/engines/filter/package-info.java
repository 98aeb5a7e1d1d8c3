/**
 * Keeps sources out in Linux' kernel, where a server listens: a filter is put on the socket of
 * another process, and connections of others than the allowed are as if nobody listened. Bytes of
 * those that are let in cost nothing more. See socket(7) SO_ATTACH_FILTER, pidfd_getfd(2), and the
 * kernel's networking/filter document.
 */
@NullMarked
package dev.tule.engines.filter;

import org.jspecify.annotations.NullMarked;
