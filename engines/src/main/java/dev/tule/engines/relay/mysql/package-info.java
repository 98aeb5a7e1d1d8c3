/**
 * MySQL's protocol, as far as a front has to read it: the connection phase, and statements that
 * make users (MySQL Source Code Documentation, "Client/Server Protocol").
 */
@NullMarked
package dev.tule.engines.relay.mysql;

import org.jspecify.annotations.NullMarked;
