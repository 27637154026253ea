/** In the header of every file of ours ("omhp"): how one of somebody else's is told apart. */
export const APPLICATION_ID = 0x6f6d6870;
