package io.gridwright.domain.configuration;

import java.time.Duration;

/** How often a component is backed up, and how many backups are kept. */
public record BackupSchedule(Duration every, int keep) {}
