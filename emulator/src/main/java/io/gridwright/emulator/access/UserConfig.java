package io.gridwright.emulator.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The content of {@code user.cfg}: users with their tokens, entries of the access list, pools. */
final class UserConfig {
  public Map<String, User> users = new LinkedHashMap<>();
  public List<AclEntry> acl = new ArrayList<>();
  public Map<String, Pool> pools = new LinkedHashMap<>();

  static final class User {
    public String passwordHash = "";
    public boolean enabled = true;
    public long expire;
    public String comment = "";
    public Map<String, Token> tokens = new LinkedHashMap<>();
  }

  static final class Token {
    public String secretHash = "";
    public boolean privsep = true;
    public boolean privsepSent;
    public long expire;
    public String comment = "";
  }

  static final class Pool {
    public String comment = "";
    public Set<Integer> vms = new TreeSet<>();
    public Set<String> storages = new TreeSet<>();
  }
}
