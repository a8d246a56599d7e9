/** What the front door tells an agent: read strictly, kept on disk, made into a routing table. */
@NullMarked
package dev.sluice.agent.config;

import org.jspecify.annotations.NullMarked;
