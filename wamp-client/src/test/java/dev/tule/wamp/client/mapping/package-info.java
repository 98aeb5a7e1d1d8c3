/** Tests of the mapping of payloads to Java values. */
@org.jspecify.annotations.NullMarked
package dev.tule.wamp.client.mapping;
