# Runs a Python 2 program under Jython with Debian's boto 2.49, whose source was moved to Python 3:
# what it imports from there is given the place that it has in Python 2.
# Arguments: the folder that holds boto and six, the program.
import collections
import sys

sys.path.insert(0, sys.argv[1])
collections.abc = collections
sys.modules['collections.abc'] = collections
execfile(sys.argv[2], {'__name__': '__main__'})
