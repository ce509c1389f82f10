package io.gridwright.activities.guest;

/** The file system that a guest's root is on. */
public final class FileSystem {
  private FileSystem() {}

  /**
   * Lets it fill a disk that was grown, while it is used. A guest that cannot says so, and is left
   * as it is: its disk is larger, and cloud-init makes use of it at the next boot, if anything
   * does.
   *
   * @return what the guest says, for people
   */
  public static String grow(GuestShell guest) {
    GuestToolkit.GROW.bring(guest);
    return guest.runWell(GuestToolkit.GROW.command()).strip();
  }
}
